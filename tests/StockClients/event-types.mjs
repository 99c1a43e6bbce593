// The events that openai-node knows stand in its type declarations alone: this reads them there.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The `type` of every member of the union RealtimeServerEvent that a module of openai declares. */
export function serverEventTypes(module) {
  const file = createRequire(import.meta.url).resolve(module).replace(/\.js$/, '.d.ts');
  const declarations = readFileSync(file, 'utf8');
  const union = /export type RealtimeServerEvent = ([^;]+);/.exec(declarations)[1];
  return new Set(union.split('|').map(member => {
    const name = member.trim().split('.').at(-1);
    const body = declarations.slice(declarations.search(new RegExp(`interface ${name} {`)));
    return /^ +type: '([^']+)';/m.exec(body)[1];
  }));
}
