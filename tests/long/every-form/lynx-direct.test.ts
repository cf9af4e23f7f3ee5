import { sendsEveryForm } from "./sending";

sendsEveryForm("lynx", "direct");
