import { spawn } from 'node:child_process';

/** A server that peers are pointed at. */
export interface Served {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * Serves the workspace `folder` over HTTP by a built program, at a free port of loopback; `tell` gets what it says on stderr. Both paths
 * are absolute. Throws where it ends before it serves.
 */
export async function serveProgram(program: string, folder: string, tell: (text: string) => void): Promise<Served> {
  const child = spawn(process.execPath, [program, '--workspace', folder, '--http', '0'], {
    cwd: folder,
    env: { ...process.env, PLANKEEPER_TOKEN: undefined, PLANKEEPER_WORKSPACE: undefined },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', (code) => resolve(code));
  });
  const url = await new Promise<string>((resolve, reject) => {
    let told = '';
    child.on('error', reject);
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      tell(text);
      told += text;
      const found = /serving MCP at (\S+) for .+\n/.exec(told)?.[1];
      if (found !== undefined) resolve(found);
    });
    void ended.then((code) => reject(new Error(`The server ended with ${code}: ${told}`)));
  });
  return {
    url,
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}
