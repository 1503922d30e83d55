// Plays scenarios in one real workbench: each line of stdin has the orders for one, and what was
// seen is a line of stdout. The end of stdin ends the workbench.

import readline from "node:readline";
import * as scenarios from "./scenarios.mjs";
import { begin } from "./workbench.mjs";

async function play(workbench, { scenario, ...rest }) {
  const seen = { seconds: {} };
  const timed = async (step, work) => {
    const begun = performance.now();
    const value = await work();
    seen.seconds[step] = Math.round(performance.now() - begun) / 1000;
    return value;
  };
  const orders = { ...rest, timed };
  await timed("all", async () => {
    let window;
    try {
      window = await timed("open", () => workbench.open(orders));
      await scenarios[scenario](window, orders, seen);
    } catch (error) {
      const shot = `${orders.folder}/failure.png`;
      await window?.page.screenshot({ path: shot }).catch(() => {});
      seen.failure = `${error.stack}\nThe window: ${shot}\n${JSON.stringify(await window?.shown())}`;
    }
    seen.outside = [...(window?.outside ?? [])];
    await timed("close", async () => window?.close());
  });
  return seen;
}

const workbench = await begin(JSON.parse(process.env.WORKBENCH));
for await (const line of readline.createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await play(workbench, JSON.parse(line))));
}
await workbench.end();
