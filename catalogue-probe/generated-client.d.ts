import { getPrismaClient } from '@prisma/client/runtime/client';

/** A generated Prisma client without models: what the generator writes extends this class of its runtime. */
export declare const PrismaClient: ReturnType<typeof getPrismaClient>;
