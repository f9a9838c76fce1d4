import { type Program, programWith } from './program.ts';
import { smaller } from './statements.ts';

/** The smallest program that is still of interest and is got by leaving statements out. */
export async function shrunk(program: Program, isOfInterest: (program: Program) => Promise<boolean>): Promise<Program> {
  for (const body of smaller(program.body)) {
    const less = programWith(body);
    if (await isOfInterest(less)) {
      return shrunk(less, isOfInterest);
    }
  }
  return program;
}
