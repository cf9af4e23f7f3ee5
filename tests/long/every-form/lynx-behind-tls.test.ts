import { sendsEveryForm } from "./sending";

sendsEveryForm("lynx", "behind TLS");
