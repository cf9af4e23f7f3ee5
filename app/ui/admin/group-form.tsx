import { Form } from "react-router";
import { Button } from "~/ui/page/button";

type GroupFormProps = {
  group: { role?: string; app?: string; appVersion?: string; named?: string };
  versions: readonly string[];
};

const roles = [
  { value: "", label: "Everybody" },
  { value: "customer", label: "Customers" },
  { value: "editor", label: "Editors" },
  { value: "owner", label: "The owner" },
];
const apps = [
  { value: "", label: "Both" },
  { value: "relay", label: "Relay" },
  { value: "air", label: "AIR" },
];

/** A question for devices: a plain GET form, whose answer is a count. */
export function GroupForm({ group, versions }: GroupFormProps) {
  const known = versions.map((version) => ({ value: version, label: version }));
  return (
    <Form method="get" className="grid max-w-form gap-6">
      <Choice name="role" label="People" value={group.role} options={roles} />
      <Choice name="app" label="App" value={group.app} options={apps} />
      <Choice
        name="appVersion"
        label="Version of the app"
        value={group.appVersion}
        options={[{ value: "", label: "Any" }, ...known]}
      />
      <div className="grid gap-2">
        <label htmlFor="named">Only devices of this name, or of this person</label>
        <p id="named-hint" className="text-sm text-muted">
          The name of the device as its list shows it, or an email. May stay empty.
        </p>
        <input
          id="named"
          name="named"
          aria-describedby="named-hint"
          maxLength={200}
          defaultValue={group.named}
          autoComplete="off"
        />
      </div>
      <div>
        <Button type="submit">Count them</Button>
      </div>
    </Form>
  );
}

type ChoiceProps = {
  name: string;
  label: string;
  value?: string;
  options: readonly { value: string; label: string }[];
};

function Choice({ name, label, value = "", options }: ChoiceProps) {
  return (
    <div className="grid gap-2">
      <label htmlFor={name}>{label}</label>
      <select id={name} name={name} defaultValue={value}>
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}
