export { OrderCache } from './cache.ts';
export { OrderClient } from './client.ts';
export { type OrderConfig, readConfig } from './config.ts';
export { NoSuchOrder, OrderError, WrongState } from './errors.ts';
export { listText, orderText } from './format.ts';
export * from './model.ts';
export { OrderRepository } from './repository.ts';
export { OrderService, type Orders } from './service.ts';
export { sendAll } from './workflow.ts';
