import type { Messages } from './types.ts';

/** What commands say that write their results into a folder. */
export const resultMessages = {
  written: { en: 'Written to {folder}: {files}', zh: '已写入 {folder}：{files}' },
} as const satisfies Messages;
