// The extension: which features there are, and what each is given.

import type * as vscode from "vscode";
import { workspace } from "vscode";
import * as answers from "./answers";
import * as diff from "./diff";
import * as doctor from "./doctor";
import * as inline from "./inline";
import * as installing from "./installing";
import * as keyring from "./keys";
import * as lessons from "./lessons";
import * as optimize from "./optimize";
import * as outputChannel from "./output";
import * as progressToast from "./progress";
import * as report from "./report";
import * as runs from "./runs";
import * as languageServer from "./server";
import * as status from "./status";
import * as suggested from "./suggestions";
import * as why from "./why";

declare const LOADING: number;
const LOADED = performance.now();

let stop: () => Promise<void> = async () => {};

export function activate(context: vscode.ExtensionContext): void {
  const begun = performance.now();
  const output = outputChannel.activate(context);
  const keys = keyring.activate(context, output);
  const progress = progressToast.activate(context);
  const installation = installing.activate(context, output);
  const server = languageServer.activate(context, output, installation, keys, progress);
  const suggestions = suggested.activate(context, output, server);
  stop = () => server.stop();
  answers.activate(context, output, server, suggestions);
  inline.activate(context, server, suggestions);
  diff.activate(context, output, server, suggestions);
  why.activate(server);
  optimize.activate(context, output, server);
  doctor.activate(context, output, installation);
  runs.activate(context, output, server);
  lessons.activate(context, output, server);
  report.activate(context, output, server);
  status.activate(context, server, progress);
  const [loaded, active] = [LOADED - LOADING, performance.now() - begun];
  output.info(`Loaded in ${loaded.toFixed(0)} ms, active in ${active.toFixed(0)} ms.`);
  // Starting the server takes longer than activating may, so nobody waits for it.
  if (workspace.isTrusted) {
    void outputChannel.told(output, () => server.start());
  } else {
    output.info("The server starts once this workspace is trusted.");
  }
}

/** The editor waits for this, so that the server can end its runs. */
export function deactivate(): Promise<void> {
  return stop();
}
