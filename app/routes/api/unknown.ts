import { endpoint, unknownAddress } from "~/http/endpoint";

const unknown = endpoint({
  GET: unknownAddress,
  POST: unknownAddress,
  PUT: unknownAddress,
  PATCH: unknownAddress,
  DELETE: unknownAddress,
});

export const loader = unknown;
export const action = unknown;
