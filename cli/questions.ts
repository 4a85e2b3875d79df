import { createInterface } from 'node:readline';

/** Asks somebody at a terminal, question by question. */
export interface Questions {
  /** @returns what was typed, without blanks around it; undefined when there is no answer to come (Ctrl+C, Ctrl+D) */
  ask: (question: string) => Promise<string | undefined>;
  close: () => void;
}

/** Questions go to standard error, so that standard output has the result alone. */
export function openQuestions(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Questions {
  const lines = createInterface({ input, output });
  let isOpen = true;
  const ended = new Promise<undefined>((resolve) => {
    lines.once('close', () => {
      isOpen = false;
      resolve(undefined);
    });
  });
  lines.on('SIGINT', () => {
    lines.close();
  });
  return {
    ask: async (question) => {
      if (!isOpen) return undefined;
      const answer = new Promise<string>((resolve) => {
        lines.question(question, resolve);
      });
      return (await Promise.race([answer, ended]))?.trim();
    },
    close: () => {
      lines.close();
    },
  };
}
