import { Failure, failure } from '../model/problem.ts';

/** What the operating system says when it refuses, and the code under which we pass it on. */
const SYSTEM: Readonly<Record<string, string>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  ENOENT: 'not-there',
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  EROFS: 'read-only',
  ENOTDIR: 'not-a-folder',
  EISDIR: 'is-a-folder',
  EMFILE: 'system-error',
  ENFILE: 'system-error',
  EIO: 'system-error',
  ELOOP: 'system-error',
  ENAMETOOLONG: 'system-error',
};

/** The engine passes the system's words on inside its own messages. */
const ENGINE: readonly (readonly [RegExp, string])[] = [
  [
    /No space left on device|Disk quota exceeded|Could not write all bytes|max_temp_directory_size/i,
    'disk-full',
  ],
  [/Out of Memory Error|std::bad_alloc|could not allocate block/i, 'out-of-memory'],
];

/** How the engine says that a Parquet file is none, or was cut short. */
const DAMAGED = /Parquet file|No magic bytes|\.parquet'.*(corrupt|thrift|metadata)/i;

/**
 * Any error as a Failure. What stands outside the program in its way (a missing file, a full disk, too little
 * memory) is of kind `usage`: the reader can mend it. Whatever is left is a fault of ours.
 */
export function toFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof Error) {
    const { code, path, message } = error as NodeJS.ErrnoException;
    const known = SYSTEM[code ?? ''];
    if (known) {
      const named = path !== undefined || known === 'disk-full';
      const params = { path: path ?? '', detail: message };
      return failure('usage', named ? known : 'system-error', params, { cause: error });
    }
    const detail = message.split('\n')[0] ?? '';
    if (DAMAGED.test(detail)) {
      const file = /'([^']+)'/.exec(detail)?.[1] ?? '';
      return failure('usage', 'damaged-parquet', { path: file }, { cause: error });
    }
    const inEngine = ENGINE.find(([words]) => words.test(message));
    if (inEngine) return failure('usage', inEngine[1], { path: '', detail }, { cause: error });
  }
  return failure('internal', 'our-fault', {}, { cause: error });
}
