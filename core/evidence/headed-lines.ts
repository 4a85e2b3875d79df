/**
 * Lines of a paste, with the machine in whose part they stand.
 * Sources: Ansible (`ansible -m command`), dshbak of pdsh, and ClusterShell (`clush -b`).
 */

export interface HeadedLine {
  line: string;
  /** The machine that the last heading above it names. */
  machine?: string;
}

/** With a number in it: other headings are of anything. */
const NAME = String.raw`(?<name>(?=[A-Za-z_.-]*\d)[\w.,[\]-]{1,100})`;
const ANSIBLE = /^(?<name>[\w.-]{1,100}) \| [A-Z]{1,20}!? \| rc=\d{1,3} .*>>$/;
const MARKED = new RegExp(String.raw`^[-=*#]{2,}>?[ \t]*${NAME}[ \t]*<?[-=*#]*$`);
const ALONE = new RegExp(`^${NAME}$`);
const RULE = /^[-=]{3,}$/;

/** The lines of a text, without its headings. */
export function headedLines(text: string): HeadedLine[] {
  let machine: string | undefined;
  const lines = text.split(/\r?\n/);
  return lines.flatMap((line, index) => {
    const heading = headingIn(line.trim(), isRule(lines[index - 1]) && isRule(lines[index + 1]));
    if (heading === undefined) return [{ line, ...(machine === undefined ? {} : { machine }) }];
    machine = heading;
    return [];
  });
}

function headingIn(line: string, isBetweenRules: boolean): string | undefined {
  const found = ANSIBLE.exec(line) ?? MARKED.exec(line) ?? (isBetweenRules ? ALONE.exec(line) : null);
  return found?.groups?.['name'];
}

function isRule(line: string | undefined): boolean {
  return line !== undefined && RULE.test(line.trim());
}
