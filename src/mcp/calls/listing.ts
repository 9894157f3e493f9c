import { tools } from '../../tools/index.ts';
import { type ShownTool, shownOf } from './listedTool.ts';

/**
 * What clients are shown of every tool. The build puts the outcome in the place of this file: a server that is asked for its list needs
 * none of the tools' code, and clients that probe start it twice.
 */
export const listing: readonly ShownTool[] = tools.map(shownOf);
