// Plays one scenario in a real workbench: orders come in DRIVE, what was seen goes to a file.

import fs from "node:fs";
import * as scenarios from "./scenarios.mjs";
import { open } from "./workbench.mjs";

const orders = JSON.parse(process.env.DRIVE);
const seen = {};
const begun = Date.now();
let workbench;
try {
  workbench = await open(orders);
  seen.opened = (Date.now() - begun) / 1000;
  await scenarios[orders.scenario](workbench, orders, seen);
} catch (error) {
  seen.failure = `${error.stack}`;
  await workbench?.page.screenshot({ path: `${orders.out}.png` }).catch(() => {});
}
seen.outside = [...(workbench?.outside ?? [])];
await workbench?.close();
seen.seconds = (Date.now() - begun) / 1000;
fs.writeFileSync(orders.out, JSON.stringify(seen, null, 1));
process.exit(seen.failure ? 1 : 0);
