/** Why a file cannot be read or written, in words in place of the system's. */
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

/**
 * Why something cannot be written, without the name of a temporary file.
 * @param folder where it was to be
 */
export function reasonAgainstWriting(error: unknown, folder: string): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
      return `there is no folder ${folder}`;
    case 'ENOTDIR':
      return `${folder} is no folder, or one above it is none`;
    case 'EISDIR':
      return 'there is a folder of that name';
    case 'EACCES':
    case 'EPERM':
      return `writing in ${folder} is not allowed`;
    case 'EROFS':
      return `${folder} can only be read`;
    case 'ENOSPC':
    case 'EDQUOT':
      return `no space is left in ${folder}`;
    case 'ENAMETOOLONG':
      return 'its name is too long';
    case 'ELOOP':
      return `the links at ${folder} lead in a circle`;
    default:
      return message.replace(/, \w+ '.*$/s, '');
  }
}
