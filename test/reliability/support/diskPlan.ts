import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { ToolAnswer } from '../../support/answers.ts';
import { litterIn } from './crashLitter.ts';
import { type MortalServer, type Start, startMortal } from './crashServer.ts';

export const planPath = 'plans/a.md';

/** What a refusal may open with, and what its cause must read like. */
export interface Wanted {
  /** `write_failed` where it is left out. */
  readonly codes?: readonly string[];
  readonly cause: RegExp;
}

/** A plan of three blocks with a log that grows by a line for each edit. */
export function planText(lines: readonly string[] = []): string {
  const notes = Array.from(
    { length: 100 },
    (_line, index) => `Note ${index}: ${'the lockers stand at the gate; '.repeat(3)}\n`,
  );
  return `# On a small disk\n\n## Notes\n\n${notes.join('')}\n## Log\n\n- begun\n${lines.map((line) => `- ${line}\n`).join('')}`;
}

/** A server and the plan that it edits, with what must stand there. */
export class EditedPlan {
  readonly server: MortalServer;
  readonly #workspace: string;
  readonly lines: string[] = [];
  #made = 0;

  private constructor(server: MortalServer, workspace: string) {
    this.server = server;
    this.#workspace = workspace;
  }

  static async open(workspace: string, start: Start = {}): Promise<EditedPlan> {
    return new EditedPlan(await startMortal(workspace, start), workspace);
  }

  /** One more line in the log; the plan must have it, or not where it is refused. */
  async edit(line = this.nextLine()): Promise<ToolAnswer> {
    const answer = await this.send(line);
    if (!answer.isError) this.lines.push(line);
    this.mustStand();
    return answer;
  }

  nextLine(): string {
    this.#made += 1;
    return `e${this.#made}`;
  }

  async send(line: string): Promise<ToolAnswer> {
    const fills = [{ section: 'Log', mode: 'append', content: `- ${line}` }];
    const answer = await this.server.call('fill_section', { plan: planPath, fills });
    if (answer === undefined) throw new Error(`The server died: ${this.server.stderr()}`);
    expect(this.server.strayLines).toEqual([]);
    return answer;
  }

  /** An edit that must be refused, with nothing changed and no litter. */
  async mustRefuse(wanted: Wanted): Promise<ToolAnswer> {
    const answer = await this.edit();
    expect(answer.isError, answer.text).toBe(true);
    this.mustBeHonest(answer, wanted);
    expect(litterIn(this.#workspace)).toEqual([]);
    return answer;
  }

  /** An edit that must succeed, and leave nothing beside the plan. */
  async mustWork(): Promise<void> {
    const answer = await this.edit();
    expect(answer.isError, answer.text).toBe(false);
    this.mustBeClean();
  }

  /** What, why and what next, in words; no path of the machine, and no fault of the server. */
  mustBeHonest(answer: ToolAnswer, { codes = ['write_failed'], cause }: Wanted): void {
    expect(codes, answer.text).toContain(answer.code);
    expect(answer.text).toMatch(cause);
    expect(answer.text).toMatch(
      /call again|Read it again|Put what is meant in the place of the link|Move it out of the way|Name a|create_plan makes one|list_plans|Nearest: /,
    );
    expect(answer.text).not.toContain(this.#workspace);
    expect(this.server.stderr()).not.toMatch(/^\s+at /m);
  }

  mustStand(): void {
    expect(readFileSync(join(this.#workspace, planPath), 'utf8')).toBe(planText(this.lines));
  }

  mustBeClean(): void {
    expect(litterIn(this.#workspace)).toEqual([]);
    const beside = readdirSync(join(this.#workspace, 'plans')).filter((name) =>
      statSync(join(this.#workspace, 'plans', name)).isFile(),
    );
    expect(beside).toEqual(['a.md']);
  }
}
