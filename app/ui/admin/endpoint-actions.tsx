import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";
import { ButtonLink } from "~/ui/page/button-link";

type Button = { action: string; token: string };
type EndpointActionsProps = { here: string; test?: Button; enabling?: Button; disabling?: Button };

/** What can be done with an endpoint: `test` and `disabling` while it is on, `enabling` while it is off. */
export function EndpointActions({ here, test, enabling, disabling }: EndpointActionsProps) {
  return (
    <>
      {test && (
        <PostForm {...test}>
          <SubmitButton>Send a test</SubmitButton>
        </PostForm>
      )}
      {enabling && (
        <PostForm {...enabling}>
          <SubmitButton>Turn on</SubmitButton>
        </PostForm>
      )}
      <ButtonLink to={`${here}/edit`}>Change</ButtonLink>
      <ButtonLink to={`${here}/replay`}>Replay</ButtonLink>
      <ButtonLink to={`${here}/rotation`}>New secret</ButtonLink>
      {disabling && (
        <PostForm {...disabling}>
          <SubmitButton kind="plain">Turn off</SubmitButton>
        </PostForm>
      )}
      <ButtonLink kind="danger" to={`${here}/removal`}>
        Remove
      </ButtonLink>
    </>
  );
}
