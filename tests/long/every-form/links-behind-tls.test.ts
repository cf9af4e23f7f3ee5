import { sendsEveryForm } from "./sending";

sendsEveryForm("links", "behind TLS");
