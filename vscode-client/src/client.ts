// The language client: a bundle of its own, loaded when the server starts.

import * as vscode from "vscode";
import {
  LanguageClient,
  type LanguageClientOptions,
  type Middleware,
  RevealOutputChannelOn,
  State,
  type StaticFeature,
} from "vscode-languageclient/node";
import { forServer } from "./settings";

const LANGUAGES = ["c", "cpp"].map((language) => ({ scheme: "file", language }));

interface Connection {
  program: string;
  environment: NodeJS.ProcessEnv;
  output: vscode.LogOutputChannel;
  middleware: Middleware;
  /** Told when the server begins to run, also anew after it died, and when it ends. */
  runs: (running: boolean) => void;
}

/** A client that is ready to be started. */
export function connected(connection: Connection): LanguageClient {
  const options: LanguageClientOptions = {
    documentSelector: LANGUAGES,
    outputChannel: connection.output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: () => forServer(),
    synchronize: { configurationSection: "lessonls" },
    markdown: { supportHtml: false },
    middleware: {
      ...connection.middleware,
      workspace: {
        configuration: (params) =>
          params.items.map((item) =>
            forServer(item.scopeUri ? vscode.Uri.parse(item.scopeUri) : undefined),
          ),
      },
    },
  };
  const run = {
    command: connection.program,
    args: ["serve"],
    options: { env: connection.environment },
  };
  const client = new LanguageClient("lessonls", "LessonLS", run, options);
  client.registerFeature(announcement);
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Stopped || newState === State.Running) {
      connection.runs(newState === State.Running);
    }
  });
  return client;
}

/** Tells the server that we understand its own notifications. */
const announcement: StaticFeature = {
  fillClientCapabilities(capabilities) {
    capabilities.experimental = {
      ...(capabilities.experimental as object | undefined),
      lessonls: { notifications: true },
    };
  },
  initialize: () => undefined,
  getState: () => ({ kind: "static" }),
  clear: () => undefined,
};
