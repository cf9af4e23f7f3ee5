import * as categories from "./categories";
import * as deviceStream from "./device-stream";
import * as exports from "./exports";
import * as images from "./images";
import * as imports from "./imports";
import * as me from "./me";
import type { Operation } from "./operation";
import * as outbox from "./outbox";
import * as ownDevice from "./own-device";
import * as pairing from "./pairing";
import * as products from "./products";
import * as reviews from "./reviews";
import * as system from "./system";
import * as webhooks from "./webhooks";

/** Everything a program can ask for. The document is made of this, and each entry is served by a route below `/api`. */
export const operations: readonly Operation[] = [
  ...Object.values(products),
  ...Object.values(images),
  ...Object.values(categories),
  ...Object.values(me),
  ...Object.values(reviews),
  ...Object.values(exports),
  ...Object.values(outbox),
  ...Object.values(imports),
  ...Object.values(pairing),
  ...Object.values(ownDevice),
  ...Object.values(deviceStream),
  ...Object.values(system),
  ...Object.values(webhooks),
];
