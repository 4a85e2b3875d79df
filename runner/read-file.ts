import { dirname } from 'node:path';

/**
 * Why a file cannot be read.
 * @param path its absolute path
 */
export function reasonAgainstReading(error: unknown, path: string): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
      return `there is no file ${path}`;
    case 'EISDIR':
      return `${path} is a folder`;
    case 'ENOTDIR':
      return `${dirname(path)} is no folder, or one above it is none`;
    case 'EACCES':
    case 'EPERM':
      return `reading ${path} is not allowed`;
    case 'ENAMETOOLONG':
      return 'its name is too long';
    case 'ELOOP':
      return `the links at ${path} lead in a circle`;
    default:
      return message.replace(/, \w+ '.*$/s, '');
  }
}
