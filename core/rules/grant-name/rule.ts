import { GRANT_LIMITS, GRANT_NAME } from '../../facts/grant-operations';
import { given } from '../../model/configuration';
import { findingAt, replaceText } from '../finding';
import type { Finding, Rule } from '../rule';
import type { Located } from '../../syntax/project';
import type { StringValue } from '../../syntax/value';

/** A grant's name has letters, digits and `:/_-`, up to 256 of them. */
export const rule: Rule = {
  meta: {
    id: 'grant-name',
    severity: 'error',
    title: 'The name of a grant has characters or a length that KMS does not take',
    why: `KMS takes names of 1 to ${GRANT_LIMITS.nameLength} letters, digits and the characters \`: / _ -\`. A space or a dot ends in \`ValidationException\`.`,
    fix: 'Write hyphens in the place of other characters.',
    sources: [
      'KMS API Reference, CreateGrant, "Name" (https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html)',
    ],
  },
  *check(model) {
    for (const located of model.resources('aws_kms_grant')) {
      const name = given(located.resource.body, 'name');
      if (name?.kind === 'string' && name.text !== '' && !GRANT_NAME.test(name.text))
        yield badName(located, name);
      else if (name?.kind === 'template') {
        const part = name.parts.find((piece) => piece.kind === 'string' && !GRANT_NAME.test(piece.text));
        if (part?.kind === 'string') yield badName(located, part);
      }
    }
  },
};

function badName({ file }: Located, name: StringValue): Finding {
  const { text } = name;
  const isLong = text.length > GRANT_LIMITS.nameLength;
  const wrong = [...new Set(text.replaceAll(/[a-zA-Z0-9:/_-]/g, ''))].map((char) => `"${char}"`).join(', ');
  const what = isLong ? `has ${text.length} characters` : `has ${wrong}`;
  const message = `The name "${isLong ? `${text.slice(0, 20)}…` : text}" ${what}: KMS takes up to ${GRANT_LIMITS.nameLength} letters, digits and ":/_-" in the name of a grant, and refuses it with ValidationException. Write hyphens instead, or a shorter one.`;
  const meant = text.replaceAll(/[^a-zA-Z0-9:/_-]+/g, '-').slice(0, GRANT_LIMITS.nameLength);
  return findingAt(file, name, message, { fixes: [replaceText(file, name, meant, { safe: false })] });
}
