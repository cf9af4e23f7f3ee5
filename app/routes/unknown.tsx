import { unknownPage } from "~/http/page";

export const loader = unknownPage;
export const action = unknownPage;

export default function Unknown() {
  return null;
}
