import { sendsEveryForm } from "./sending";

sendsEveryForm("w3m", "direct");
