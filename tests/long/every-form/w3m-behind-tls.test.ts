import { sendsEveryForm } from "./sending";

sendsEveryForm("w3m", "behind TLS");
