import { spawn } from 'node:child_process';

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Gets what the command says while it runs; without it the command is silent. */
  readonly tell?: (text: string) => void;
}

/** Runs a command line in the system's shell, as a person types it, and gives its stdout. Throws with all that it said where it fails. */
export async function runLine(line: string, { cwd, env = {}, tell = () => {} }: RunOptions): Promise<string> {
  const child = spawn(line, {
    cwd,
    env: { ...shellEnvironment(), ...env },
    shell: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, all] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    all += text;
    tell(text);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    all += text;
    tell(text);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  if (code !== 0) throw new Error(`\`${line}\` ended with ${code} in ${cwd}:\n${all}`);
  return stdout;
}

/** What npm puts into the environment of the scripts that it runs about the package that they belong to. */
const ofTheScript =
  /^npm_(?:package_|lifecycle_|config_(?:local_prefix|global_prefix|prefix)$|command$|execpath$)|^INIT_CWD$/;

/** The environment of a shell that npm did not start: in a script of npm's, npm takes another folder for its own. */
export function shellEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || ofTheScript.test(name) ? [] : [[name, value]],
    ),
  );
}
