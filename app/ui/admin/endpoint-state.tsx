import { Link } from "react-router";
import { Spec } from "~/ui/list/spec";
import { Notice } from "~/ui/page/notice";
import { When } from "~/ui/page/when";

type Moment = string | Date | null;

type EndpointStateProps = {
  url: string;
  /** The types it chose; null for everything. */
  hears: readonly string[] | null;
  disabledAt: Moment;
  disabledWhy: string | null;
  failingSince: Moment;
  lastSuccessAt: Moment;
  oldSecretUntil: Moment;
  /** The address of its replay. */
  replay: string;
};

const reasons: Record<string, string> = {
  gone: "It answered 410 Gone, which means: call here no more.",
  failing: "It had failed for five days without one success.",
  owner: "You turned it off.",
};

/** How an endpoint is: what it is told, whether it takes it, and what to do when it is off. */
export function EndpointState({ url, hears, disabledAt, disabledWhy, replay, ...state }: EndpointStateProps) {
  const rotating = state.oldSecretUntil && new Date(state.oldSecretUntil) > new Date();
  return (
    <div className="grid gap-6 pb-10">
      {disabledAt && (
        <Notice kind="bad" title="It is off">
          <p>
            {reasons[disabledWhy ?? ""]} Since <When at={disabledAt} as="minute" /> nothing is sent. Turn it
            on again, then <Link to={replay}>replay what it missed</Link>.
          </p>
        </Notice>
      )}
      <Spec
        items={[
          { term: "Address", value: <span className="break-all">{url}</span>, mono: true },
          { term: "Hears", value: hears ? hears.join(", ") : "Everything" },
          {
            term: "Last success",
            value: state.lastSuccessAt ? <When at={state.lastSuccessAt} as="minute" /> : "Never",
          },
          {
            term: "Failing since",
            value: state.failingSince && <When at={state.failingSince} as="minute" />,
          },
          {
            term: "Old secret signs until",
            value: rotating && state.oldSecretUntil && <When at={state.oldSecretUntil} as="minute" />,
          },
        ]}
      />
    </div>
  );
}
