import * as contract from "~/contract/images";
import { forgetStored, storeArrived } from "~/http/picture.server";
import { resource, servePrepared } from "~/http/resource.server";
import { Failure } from "~/models/failure";
import { keepPicture } from "~/models/image/waiting.server";
import type { Route } from "./+types/uploads";

const uploads = resource<Route.LoaderArgs | Route.ActionArgs>(
  servePrepared(
    contract.sendUpload,
    {
      prepare: async ({ file }, _args: Route.ActionArgs) => {
        if (!file) throw new Failure("invalid", "Send the file in the field file", "file");
        return storeArrived(file);
      },
      discard: forgetStored,
    },
    async ({ key, prepared }) => ({ status: 201, json: { data: await keepPicture(prepared, key.id) } }),
  ),
);

export const loader = uploads;
export const action = uploads;
