import type { OrderLine } from './model.ts';

export type Checked<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly wrong: string };

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function lineOf(value: unknown, at: number): Checked<OrderLine> {
  if (!isRecord(value)) {
    return { ok: false, wrong: `line ${String(at)} is no object` };
  }
  const { article, amount, priceInCents } = value;
  if (typeof article !== 'string' || !/^[A-Z]{2}-\d{4}$/u.test(article)) {
    return { ok: false, wrong: `line ${String(at)} has no article` };
  }
  if (typeof amount !== 'number' || !Number.isInteger(amount) || amount < 1) {
    return { ok: false, wrong: `line ${String(at)} has no amount` };
  }
  if (typeof priceInCents !== 'number' || !Number.isInteger(priceInCents) || priceInCents < 0) {
    return { ok: false, wrong: `line ${String(at)} has no price` };
  }
  return { ok: true, value: { article, amount, priceInCents } };
}

export function linesOf(text: string): Checked<readonly OrderLine[]> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    return { ok: false, wrong: error instanceof Error ? error.message : 'no JSON' };
  }
  if (!Array.isArray(parsed)) {
    return { ok: false, wrong: 'no list' };
  }
  const lines: OrderLine[] = [];
  for (const [index, value] of parsed.entries()) {
    const line = lineOf(value, index + 1);
    if (!line.ok) {
      return line;
    }
    lines.push(line.value);
  }
  return { ok: true, value: lines };
}
