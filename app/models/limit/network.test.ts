import { expect, test } from "vitest";
import { networkOf } from "./network";

const own = { v4: 32, v6: 64 } as const;
const shown = { v4: 24, v6: 48 } as const;

test.each([
  ["192.0.2.77", "192.0.2.77", "192.0.2.0/24"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", "2001:db8:1::/48"],
  ["2001:DB8:0001:0002::1", "2001:db8:1:2::/64", "2001:db8:1::/48"],
  ["2001:db8::1", "2001:db8:0:0::/64", "2001:db8:0::/48"],
  ["::1", "0:0:0:0::/64", "0:0:0::/48"],
  ["fe80::1%eth0", "fe80:0:0:0::/64", "fe80:0:0::/48"],
  ["64:ff9b::192.0.2.1", "64:ff9b:0:0::/64", "64:ff9b:0::/48"],
])("%s is limited as %s and shown as %s", (address, limited, told) => {
  expect(networkOf(address, own)).toBe(limited);
  expect(networkOf(address, shown)).toBe(told);
});

test("neighbours in one IPv6 network are one caller, and another network is another", () => {
  expect(networkOf("2001:db8:1:2:aaaa::1", own)).toBe(networkOf("2001:db8:1:2:bbbb::9", own));
  expect(networkOf("2001:db8:1:3::1", own)).not.toBe(networkOf("2001:db8:1:2::1", own));
});
