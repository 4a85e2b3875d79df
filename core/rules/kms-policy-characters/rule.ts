import { isIamPolicy, valuesOfPolicy } from '../../model/policy-scope';
import { outsideVariables } from '../../model/variables';
import type { Policy } from '../../model/policy';
import type { Model } from '../../model/model';
import { tokenRange } from '../../syntax/inspect';
import type { StringValue } from '../../syntax/value';
import type { Finding, Rule } from '../rule';

/** What a key's policy can't hold; tab, line feed and carriage return it can. */
const REFUSED = /[^\t\n\r\u0020-\u00FF]/u;

const PLAIN = /^[ -~]*$/;

/** A key's policy is of Latin-1: a dash or a quotation mark from a word processor is enough to have it refused. */
export const rule: Rule = {
  meta: {
    id: 'kms-policy-characters',
    severity: 'error',
    perPolicy: true,
    title: "A key's policy holds a character that KMS does not accept",
    why: 'KMS takes the characters of Latin-1 (U+0020 to U+00FF), tab and line breaks. A longer dash, a typographic quotation mark or another script in a Sid, often pasted from a document, ends in `ValidationException`.',
    fix: 'Write the Sid with letters of Latin-1, for example with `-` for a longer dash.',
    sources: [
      'KMS Developer Guide, "Creating a key policy", "Key policy format" (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html)',
    ],
  },
  *check(model: Model) {
    for (const policy of model.policies) {
      if (policy.kind === 'key' && isIamPolicy(policy)) yield* outsideVariables(findings(policy), model);
    }
  },
};

function* findings(policy: Policy): Generator<Finding> {
  const { file } = policy;
  for (const text of textsIn(policy)) {
    // Most texts have nothing but what a keyboard has, and this tells it sooner.
    const match = PLAIN.test(text.text) ? undefined : REFUSED.exec(text.text);
    // U+FFFC stands for what is not known.
    if (!match || match[0] === '\uFFFC') continue;
    const range = tokenRange(text, match.index, match.index + match[0].length);
    // In a file of its own an escape is what is sent.
    if (file.language === 'json' && !REFUSED.test(file.text.slice(range.start, range.end))) continue;
    const code = (match[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    const message = `"${match[0]}" (U+${code}) can't stand in a key's policy: KMS takes Latin-1 alone and answers with ValidationException. Write it with other characters.`;
    yield { file, range, message };
  }
}

function textsIn(policy: Policy): readonly StringValue[] {
  const texts: StringValue[] = [];
  for (const found of valuesOfPolicy(policy)) {
    if (found.kind === 'string') texts.push(found);
    else if (found.kind === 'object') for (const { key } of found.entries) texts.push(key);
  }
  return texts;
}
