import { z } from 'zod';

/** A text in both languages of the product. A plain string stands for both. */
export const Text = z.union([
  z.string().min(1),
  z.strictObject({ en: z.string().min(1), zh: z.string().min(1) }),
]);
export type Text = z.infer<typeof Text>;

export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The wording of a text in one language. */
export function inLanguage(text: Text, language: Language): string {
  return typeof text === 'string' ? text : text[language];
}
