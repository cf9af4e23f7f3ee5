import { sendsEveryForm } from "./sending";

sendsEveryForm("links", "direct");
