import type { Language } from '../model/words.ts';
import { summaryMessages } from './messages/summary.ts';
import type { Stream } from './paint.ts';
import { printable, shorten, widthOf } from './width.ts';
import { speaker } from './wording.ts';

export type Stage = 'read' | 'decide' | 'write' | 'seal';

export interface Progress {
  /** Ends the line of the stage before and begins one. */
  stage(stage: Stage): void;
  /** What the stage is at; `percent` where the engine knows. */
  step(name: string, percent: number | undefined): void;
  end(): void;
}

/** Takes away the line the cursor is on. */
export const CLEAR_LINE = '\r\u001b[K';

/** One line a stage, rewritten in place; nothing at all where the stream is no terminal. */
export function createProgress(stream: Stream, language: Language, clock: () => number = Date.now): Progress {
  if (!stream.isTTY) return { stage() {}, step() {}, end() {} };
  const say = speaker(summaryMessages, language);
  let current: { name: string; since: number } | undefined;

  const draw = (text: string): void => {
    const room = (stream.columns ?? 80) - 1;
    let shown = text;
    while (widthOf(shown) > room) shown = shorten(shown, [...shown].length - 1);
    stream.write(CLEAR_LINE + shown);
  };
  const end = (): void => {
    if (current) {
      draw(`${current.name}  ${((clock() - current.since) / 1000).toFixed(1)} s`);
      stream.write('\n');
    }
    current = undefined;
  };

  return {
    stage(stage) {
      end();
      current = { name: say(`stage-${stage}`), since: clock() };
      draw(`${current.name} …`);
    },
    step(name, percent) {
      if (current)
        draw(
          `${current.name} … ${printable(name)}${percent === undefined ? '' : ` ${Math.round(percent)} %`}`,
        );
    },
    end,
  };
}
