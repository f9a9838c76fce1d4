import type { FastifyInstance } from 'fastify';
import { HttpError } from '../core/errors.js';
import { hashPassword, issueToken, verifyPassword } from '../core/security.js';
import { withSession } from '../db/session.js';
import { findUserByEmail, insertUser } from '../db/users.js';

interface Credentials {
  email: string;
  password: string;
}

const credentialsSchema = {
  type: 'object',
  required: ['email', 'password'],
  properties: {
    email: { type: 'string', format: 'email' },
    password: { type: 'string', minLength: 8 },
  },
};

export async function authRoutes(app: FastifyInstance): Promise<void> {
  app.post<{ Body: Credentials }>('/auth/register', { schema: { body: credentialsSchema } }, async (request, reply) => {
    const { email, password } = request.body;
    const passwordHash = await hashPassword(password);
    const user = await withSession((session) => insertUser(session, email, passwordHash));
    if (!user) throw new HttpError(409, 'This address is taken');

    return reply.code(201).send({ id: user.id, email: user.email, accessToken: issueToken(user.id) });
  });

  app.post<{ Body: Credentials }>('/auth/login', { schema: { body: credentialsSchema } }, async (request) => {
    const { email, password } = request.body;
    const user = await withSession((session) => findUserByEmail(session, email));
    if (!user || !(await verifyPassword(password, user.passwordHash))) {
      throw new HttpError(401, 'Wrong address or password');
    }
    return { accessToken: issueToken(user.id) };
  });
}
