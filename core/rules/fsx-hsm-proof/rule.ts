import { lustreScripts, type LustreScript } from '../../model/lustre-script';
import { isComment, lineAt } from '../../model/shell-text';
import type { Finding, Rule } from '../rule';

/** What proves an export: the archived flag, and the object itself. */
const PROOF = /hsm_state|head-object|headObject|s3api\s+get-object/;
const NO_ACTION = /\bNOOP\b/g;
/** An exit code that is taken for success: `… && echo done`, `if lfs hsm_archive …; then`. */
const EXIT_CODE =
  /\bhsm_archive\b(?=[^\n;|&]*&&\s*(?:sudo\s+)?(?:echo|printf|logger|rm|touch)\b)|(?<=\bif\s+(?:sudo\s+)?(?:lfs)\s+)hsm_archive\b/g;

/** Neither NOOP nor the exit code of `lfs hsm_archive` says that a file is in the bucket. */
export const rule: Rule = {
  meta: {
    id: 'fsx-hsm-proof',
    severity: 'warning',
    title: 'NOOP, or the exit code of hsm_archive, is taken for a finished export',
    why: '`lfs hsm_archive` returns at once, with exit code 0, also when S3 or KMS denies the export afterwards; `lfs hsm_action` prints `NOOP` when nothing is going on, be it done or denied. A script that goes by either reports success while the object is not in the bucket.',
    fix: 'Ask `lfs hsm_state` for the flags (0x8 archived set, 0x2 dirty not), and S3 for the object (`aws s3api head-object`).',
    sources: [
      'FSx for Lustre User Guide, "Exporting files using HSM commands" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/exporting-files-hsm.html)',
    ],
  },
  *check(model) {
    for (const script of lustreScripts(model)) {
      const { text } = script;
      if (!text.includes('hsm_') || PROOF.test(text)) continue;
      // For loading files, NOOP is what the guide goes by.
      const isLoading = text.includes('hsm_restore') && !text.includes('hsm_archive');
      for (const match of isLoading ? [] : text.matchAll(NO_ACTION)) {
        if (!lineAt(text, match.index).includes('hsm_action') || isComment(text, match.index)) continue;
        const message =
          'NOOP says that no action is going on, not that the file was exported: after a denial it is the same. Ask "lfs hsm_state" for the archived flag (0x8), and S3 for the object ("aws s3api head-object").';
        yield finding(script, match, message);
      }
      for (const match of text.matchAll(EXIT_CODE)) {
        if (isComment(text, match.index)) continue;
        const message =
          '"lfs hsm_archive" returns 0 before the export has begun, also when S3 or KMS denies it: its exit code is no success. Ask "lfs hsm_state" for the archived flag (0x8), and S3 for the object ("aws s3api head-object").';
        yield finding(script, match, message);
      }
    }
  },
};

function finding(script: LustreScript, match: RegExpExecArray, message: string): Finding {
  const range = script.rangeOf(match.index, match.index + match[0].length);
  return { file: script.holder.file, range, message };
}
