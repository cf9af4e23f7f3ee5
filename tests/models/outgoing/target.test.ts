import { expect, test } from "vitest";
import { reachOf } from "~/models/outgoing/reach.server";
import { requireCallable, resolveTarget } from "~/models/outgoing/target.server";

const strangers = { home: false };
const atHome = { home: true };
const answering =
  (...addresses: string[]) =>
  async () =>
    addresses.map((address) => ({ address }));

test.each([
  ["https://127.0.0.1/"],
  ["https://127.255.255.254/"],
  ["https://[::1]/"],
  ["https://10.1.2.3/"],
  ["https://172.16.0.1/"],
  ["https://172.31.255.255/"],
  ["https://192.168.1.1/"],
  ["https://169.254.169.254/latest/meta-data"],
  ["https://100.64.0.1/"],
  ["https://[fc00::1]/"],
  ["https://[fd12:3456::1]/"],
  ["https://[fe80::1]/"],
  ["https://[::ffff:127.0.0.1]/"],
  ["https://[::ffff:8.8.8.8]/"],
  ["https://[::127.0.0.1]/"],
  ["https://[64:ff9b::7f00:1]/"],
  ["https://[64:ff9b:1::1]/"],
  ["https://[2002:7f00:1::]/"],
  ["https://[2001::1]/"],
  ["https://[fec0::1]/"],
  ["https://[ff02::1]/"],
  ["https://[4000::1]/"],
  ["https://[::]/"],
  ["https://0.0.0.0/"],
  ["https://0/"],
  ["https://0.1.2.3/"],
  ["https://224.0.0.1/"],
  ["https://240.0.0.1/"],
  ["https://255.255.255.255/"],
  ["https://192.0.2.1/"],
  ["https://198.18.0.1/"],
  ["https://2130706433/"],
  ["https://0x7f000001/"],
  ["https://0x7f.1/"],
  ["https://0177.0.0.1/"],
  ["https://017700000001/"],
  ["https://127.1/"],
  ["https://127.0.0.1./"],
  ["https://１２７.0.0.1/"],
  ["http://shop.example/"],
  ["ftp://shop.example/"],
  ["file:///etc/passwd"],
  ["javascript:alert(1)"],
  ["https://ana:secret@shop.example/"],
  ["https://shop.example:22/"],
  ["https://shop.example:25/"],
  ["https://"],
  ["shop.example"],
  [""],
  [`https://shop.example/${"a".repeat(2_000)}`],
])("nothing is sent to %s", (address) => {
  expect(() => requireCallable(address, strangers)).toThrow(expect.objectContaining({ code: "invalid" }));
});

test.each([["https://shop.example/hooks?a=1"], ["https://shop.example:8443/"], ["https://8.8.8.8/"]])(
  "%s may be called",
  (address) => {
    expect(requireCallable(address, strangers).href).toBe(address);
  },
);

test.each([
  [["127.0.0.1"]],
  [["::1"]],
  [["169.254.169.254"]],
  [["::ffff:10.0.0.1"]],
  [["8.8.8.8", "10.0.0.1"]],
  [["2606:4700::1111", "fd00::1"]],
  [["fe80::1%eth0"]],
  [[]],
])("a name that leads to %s is refused, whatever else it leads to", async (addresses) => {
  const asked = resolveTarget("https://shop.example/", {
    resolve: answering(...addresses),
    allowed: strangers,
  });
  await expect(asked).rejects.toMatchObject({ code: "invalid" });
});

test("a name is resolved once, and the address that was checked is the one to connect to", async () => {
  const answers = [["8.8.8.8"], ["127.0.0.1"]];
  const resolve = async () => (answers.shift() ?? []).map((address) => ({ address }));
  const target = await resolveTarget("https://shop.example/", { resolve, allowed: strangers });
  expect(target.address).toBe("8.8.8.8");
  expect(answers).toEqual([["127.0.0.1"]]);
});

test("an owner who sends to machines at home reaches those, and still not the metadata of a cloud", () => {
  for (const address of ["http://192.168.1.5:8080/", "http://localhost:3000/", "https://[fd00::1]/"])
    expect(requireCallable(address, atHome).href).toBe(address);
  for (const address of ["http://169.254.169.254/", "https://[::ffff:127.0.0.1]/", "https://0.0.0.0/"])
    expect(() => requireCallable(address, atHome)).toThrow(expect.objectContaining({ code: "invalid" }));
});

test("what is no address leads nowhere", () => {
  for (const text of ["", "localhost", "1.2.3", "127.1", "0x7f.0.0.1", "1.2.3.4/8"])
    expect(reachOf(text)).toBe("nowhere");
});
