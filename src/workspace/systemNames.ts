import { PlanError } from '../errors.ts';
import { type Area, inFolder } from './confine.ts';
import { reading } from './faults.ts';
import { cleaned, shown } from './shown.ts';

/** Whether Windows takes a name for a device's, whatever ending it has: `CON.md`. */
export function isDeviceName(name: string): boolean {
  return /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])[ ]*(?:[.:]|$)/i.test(name);
}

/**
 * Throws PlanError `invalid_input` for a path that not every system can check out or that was meant otherwise, or whose folder
 * stands there in other letters, and `plan_exists` where some systems take another file for the same.
 */
export function mustBeNewName(area: Area, path: string): void {
  const names = path.split('/');
  const meant = misunderstood(path);
  if (meant !== undefined) throw refused(path, meant);
  for (const [index, name] of names.entries()) {
    const fault = faultOf(name);
    if (fault !== undefined) throw refused(path, `${shown(name)} ${fault}`);
    const above = names.slice(0, index).join('/');
    const twin = twinOf(area, above, name);
    if (twin !== undefined) throw hasTwin(path, above === '' ? twin : `${above}/${twin}`, index < names.length - 1);
  }
}

/** What no shell is there to make something of. */
function misunderstood(path: string): string | undefined {
  if (/^(["'`]).+\1$/s.test(path)) return 'it has quotes around it';
  if (/^(?:~[\w-]*|\$[{\w][^/\\]*|%\w+%)(?:[/\\]|$)/.test(path))
    return 'home folders and variables are not put in here';
  if (/^[a-z]{2,}:\/+/i.test(path)) return 'it is an address, not a path';
  return undefined;
}

/** Why a name would be none on some system, in words that follow it. */
function faultOf(name: string): string | undefined {
  if (/[<>:"|?*\\]/.test(name)) return 'has one of < > : " | ? * \\, which Windows has in no name';
  if (/[. ]$/.test(name)) return 'ends in a dot or a blank, which Windows cuts off';
  if (/^\s|\s$/u.test(name)) return 'begins or ends with a blank';
  if (isDeviceName(name)) return 'is the name of a device on Windows';
  if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/u.test(name)) {
    return 'has characters that nobody sees';
  }
  return Buffer.byteLength(name) > 255 ? 'is longer than the 255 bytes that file systems allow' : undefined;
}

/** What stands in the folder under the same name in other letters: `Plan.md` beside `plan.md`, one accent written in two ways. */
function twinOf(area: Area, folder: string, name: string): string | undefined {
  if (area.port.foldsCase) return undefined;
  const same = folded(name);
  return reading(folder, () =>
    inFolder(area, folder, (opened) => {
      if (area.port.facts(opened, name) !== undefined) return undefined;
      return area.port.list(opened).find((entry) => folded(entry.name) === same)?.name;
    }),
  );
}

function folded(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function hasTwin(path: string, twin: string, isFolder: boolean): PlanError {
  const what = `${shown(twin)} is there already, and many systems take ${shown(path)} for a path to it.`;
  return new PlanError(isFolder ? 'invalid_input' : 'plan_exists', what, {
    fix: isFolder
      ? `Write the path with ${cleaned(twin)}/.`
      : 'Choose another path, or go on with that plan: read_plan.',
    where: path,
  });
}

function refused(path: string, why: string): PlanError {
  return new PlanError('invalid_input', `${shown(path)} can not be a new plan's path: ${why}.`, {
    fix: 'Name a path relative to the root, in letters, digits, "-" and "_", such as plans/ferry.md.',
    where: path,
  });
}
