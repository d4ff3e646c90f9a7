import fc from 'fast-check';

/** The same generated cases on every machine, so that a change fails by its own fault; others are a seed away. */
const seed = process.env.SHUANGDAO_SEED ?? '20121231';

if (seed !== 'any') fc.configureGlobal({ seed: Number(seed) });
