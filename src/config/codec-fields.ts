/** The settings of the codec server that are neither a host nor a port: who may have things decrypted, and which page. */
import { createHash } from 'node:crypto';
import { type Field, fault, field } from './fields';
import { API_KEY_MIN_LENGTH } from './key-lists';
import { Secret } from './secret';

/** A key of the codec server, as its SHA-256 in hex, under the name of who has it. */
export interface CodecKey {
  readonly name: string;
  readonly hash: Secret;
}

/** Reads `name:key` pairs. A fault names an entry by its place and quotes none. */
export function codecKeyList(setting: string): Field<CodecKey[]> {
  const allowed = `comma-separated name:key pairs, the name 1 to 64 of letters, digits and . _ -, the key at least ${API_KEY_MIN_LENGTH} printable characters, neither twice`;
  return field(allowed, (text) => {
    const seen = new Set<string>();
    const keys: CodecKey[] = [];
    for (const [index, entry] of text.split(',').entries()) {
      const [, name = '', key = ''] = /^([\w.-]{1,64}):([\x21-\x7e]+)$/.exec(entry.trim()) ?? [];
      if (key.length < API_KEY_MIN_LENGTH || seen.has(name) || seen.has(key))
        return fault(`entry ${index + 1} is no such pair, or repeats an earlier one`);
      seen.add(name).add(key);
      keys.push({ name, hash: new Secret(setting, createHash('sha256').update(key).digest('hex')) });
    }
    return { value: keys };
  });
}

/** An origin as a browser sends it: scheme, host and port, nothing behind. */
export function origin(): Field<string> {
  return field('an origin like https://temporal.example.com, without a path', (text) => {
    if (!URL.canParse(text)) return fault('is not a URL');
    const url = new URL(text);
    const isOrigin = text.replace(/\/$/, '') === url.origin && /^https?:$/.test(url.protocol);
    return isOrigin ? { value: url.origin } : fault('is not an http or https origin');
  });
}
