/** The deployment whose workspaces are shown: the first of the workspace that keeps its state in HCP Terraform. */
import { join } from 'node:path';
import * as vscode from 'vscode';
import { hostOf, type CheckedHost } from '../../../core/hcp/host';
import { workspacesOf, type WantedWorkspace } from '../../../core/hcp/snapshot';
import { DeploymentFile } from '../board/deployment-file';
import { readDeployment } from '../board/read-deployment';

export interface Backend {
  readonly folder: string;
  readonly at: CheckedHost;
  readonly organization: string;
  readonly workspaces: readonly WantedWorkspace[];
}

/** @param folders with a cdktf.json */
export async function findBackend(folders: readonly string[]): Promise<Backend | undefined> {
  for (const folder of folders) {
    const text = await new DeploymentFile(vscode.Uri.file(join(folder, 'cdktf.json'))).read();
    // Most have no such backend: what is cheap first.
    if (text?.includes('"cloud"') !== true) continue;
    const read = readDeployment(text);
    if (read.status !== 'valid') continue;
    const { backend, namePrefix } = read.deployment;
    if (backend.type !== 'cloud') continue;
    const { organization } = backend;
    return { folder, at: hostOf(backend), organization, workspaces: workspacesOf(backend, namePrefix) };
  }
  return undefined;
}
