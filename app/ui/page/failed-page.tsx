import { isRouteErrorResponse } from "react-router";
import { ButtonLink } from "./button-link";
import { ErrorPage } from "./error-page";
import { useRequestId } from "./request-id";

type Words = { title: string; help: string };

const words: Record<number, Words> = {
  400: { title: "That did not fit", help: "Go back, look at what was sent, and send it again." },
  403: { title: "Not for everybody", help: "This page is for others. Perhaps you have another account." },
  404: {
    title: "Nothing here",
    help: "There is nothing at this address. It may have moved or been taken down.",
  },
  405: { title: "Not this way", help: "This address only takes a form. Go back and use the button there." },
  413: { title: "Too much at once", help: "Go back and send less." },
  429: { title: "One moment", help: "There were many requests from you. Try again in a minute." },
  503: { title: "Back soon", help: "I am working on the shop. Try again in a few minutes." },
};
const ours = { title: "That was my mistake", help: "It is in my log now. Try again in a moment." };
const yours = { title: "That is not possible", help: "Go back and try it in another way." };

/** What a route threw, told to people: the words of a rule that said no, and nothing of a bug but its id. */
export function FailedPage({ error }: { error: unknown }) {
  const requestId = useRequestId();
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const said: unknown = isRouteErrorResponse(error) ? error.data?.message : undefined;
  const { title, help } = words[status] ?? (status < 500 ? yours : ours);
  return (
    <>
      <title>{title}</title>
      <ErrorPage
        status={status}
        title={title}
        help={typeof said === "string" && said !== "" ? said : help}
        requestId={status === 500 ? requestId : undefined}
        links={
          status !== 503 && (
            <>
              <ButtonLink to="/products">See the products</ButtonLink>
              <ButtonLink to="/" kind="quiet">
                Go to the first page
              </ButtonLink>
            </>
          )
        }
      />
    </>
  );
}
