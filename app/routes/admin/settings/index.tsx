import { href, Link } from "react-router";
import { requireOwner } from "~/auth/guards.server";
import { titled } from "~/http/title";
import { countSample } from "~/models/sample/removal.server";
import { appVersions } from "~/models/site/app-versions.server";
import { listFeatures } from "~/models/site/feature.server";
import { getMaintenance } from "~/models/site/maintenance.server";
import { writingOrigins } from "~/models/site/origins.server";
import { siteProfile } from "~/models/site/profile.server";
import { FeatureTable } from "~/ui/admin/feature-table";
import { Spec } from "~/ui/list/spec";
import { StateDot } from "~/ui/list/state-dot";
import { ButtonLink } from "~/ui/page/button-link";
import { PageHeader } from "~/ui/page/page-header";
import { Section } from "~/ui/page/section";
import type { Route } from "./+types/index";

export async function loader(args: Route.LoaderArgs) {
  requireOwner(args);
  const [profile, maintenance, features, sample, { origins }, versions] = await Promise.all([
    siteProfile(),
    getMaintenance(),
    listFeatures(),
    countSample(),
    writingOrigins(),
    appVersions(),
  ]);
  return { profile, maintenance, features, sample, origins, versions };
}

export const meta: Route.MetaFunction = ({ matches }) => titled("Settings", matches);

export default function Settings({ loaderData }: Route.ComponentProps) {
  const { profile, maintenance, features, sample, origins, versions } = loaderData;
  const hasSample = sample.products + sample.people > 0;
  return (
    <>
      <PageHeader title="Settings" />
      <Section
        title="Introduction"
        lead="Whose shop this is, on every page and at the top of the first."
        actions={<ButtonLink to={href("/admin/settings/profile")}>Change the introduction</ButtonLink>}
      >
        <Spec
          items={[
            { term: "Name", value: profile.name },
            { term: "Place", value: profile.place },
            { term: "Headline", value: profile.headline },
            { term: "Lead", value: profile.lead },
          ]}
        />
      </Section>
      <Section
        title="Maintenance"
        lead="While you mend something, visitors and programs are asked to come back; you still get in."
        actions={
          <ButtonLink to={href("/admin/settings/maintenance")}>
            {maintenance.enabled ? "Open the shop" : "Close the shop"}
          </ButtonLink>
        }
      >
        <StateDot state={maintenance.enabled ? "bad" : "good"}>
          {maintenance.enabled ? "Closed for maintenance" : "Open"}
        </StateDot>
        {maintenance.enabled && maintenance.message && <p className="pt-2">“{maintenance.message}”</p>}
      </Section>
      <Section
        title="Features"
        lead="Switches that your own programs and devices read by their names."
        actions={<ButtonLink to={href("/admin/settings/features")}>Change features</ButtonLink>}
      >
        {features.length === 0 ? (
          <p className="text-muted">None yet.</p>
        ) : (
          <FeatureTable features={features} />
        )}
      </Section>
      <Section
        title="Origins that may write from a browser"
        lead="Sites whose scripts may call the API with a key. Reading is open to all."
        actions={<ButtonLink to={href("/admin/settings/origins")}>Change origins</ButtonLink>}
      >
        <p className="font-mono text-sm wrap-anywhere">{origins.join(" ")}</p>
        {origins.length === 0 && <p className="text-muted">None: keys stay on servers.</p>}
      </Section>
      <Section
        title="Versions of apps"
        lead="Older ones are asked to upgrade when they connect."
        actions={<ButtonLink to={href("/admin/settings/devices")}>Change the versions</ButtonLink>}
      >
        <Spec
          items={[
            { term: "Oldest Relay", value: versions.relay || "any" },
            { term: "Oldest AIR", value: versions.air || "any" },
          ]}
        />
      </Section>
      {hasSample && (
        <Section
          title="Sample shop"
          lead="Invented products to look around with. What you made or edited is not part of it."
          actions={
            <ButtonLink kind="danger" to={href("/admin/sample/removal")}>
              Remove the sample shop
            </ButtonLink>
          }
        >
          <Spec
            items={[
              { term: "Products", value: sample.products, mono: true },
              { term: "Categories", value: sample.categories, mono: true },
              { term: "Reviewers", value: sample.people, mono: true },
            ]}
          />
          <p className="pt-4 text-sm text-muted">
            <Link to={href("/admin/products")}>Look through the products</Link> first, if you like.
          </p>
        </Section>
      )}
    </>
  );
}
