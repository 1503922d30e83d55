// The settings that the server gets: those that the user made, under the server's names.
// Defaults stay out of it, so that the user's config.toml decides where the editor says nothing.

import * as vscode from "vscode";

const SERVER_NAMES: Record<string, string> = {
  aliasing: "aliasing",
  compileCommands: "compile_commands",
  cost: "cost",
  lenses: "lenses",
  lessons: "lessons",
  libraries: "libraries",
  mode: "mode",
  openingSeconds: "opening_seconds",
  portable: "portable",
  profile: "profile",
  requests: "requests",
  rounds: "rounds",
  seconds: "seconds",
  team: "team",
  tokens: "tokens",
  untested: "untested",
};

export function settings(scope?: vscode.Uri): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration("lessonls", scope);
}

export function forServer(scope?: vscode.Uri): Record<string, unknown> {
  const all = settings(scope);
  const chosen: Record<string, unknown> = {};
  for (const [name, theirs] of Object.entries(SERVER_NAMES)) {
    const value = all.get(name);
    if (value !== null && value !== undefined && isMade(all, name)) {
      chosen[theirs] = value;
    }
  }
  return chosen;
}

/** Whether somebody made the setting, be it to what it is by default. */
function isMade(all: vscode.WorkspaceConfiguration, name: string): boolean {
  const { globalValue, workspaceValue, workspaceFolderValue } = all.inspect(name) ?? {};
  return [globalValue, workspaceValue, workspaceFolderValue].some((value) => value !== undefined);
}
