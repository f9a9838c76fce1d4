import { mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { orderText } from './format.ts';
import type { Order } from './model.ts';

export async function saveOrders(path: string, orders: readonly Order[]): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(`${path}.new`, 'w');
  try {
    for (const order of orders) {
      await file.write(`${JSON.stringify(order)}\n`);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}

export async function loadOrders(path: string): Promise<readonly Order[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Order);
}

export async function printOrders(folder: string, orders: readonly Order[]): Promise<readonly string[]> {
  return Promise.all(
    orders.map(async (order) => {
      const path = join(folder, `${String(order.id)}.txt`);
      await writeFile(path, orderText(order));
      return path;
    }),
  );
}
