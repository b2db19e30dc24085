import type { Request, RequestHandler } from 'express';
import { ProblemFault } from '../problem.ts';
import { nothing, type Reply, replying, seeOther } from '../reply.ts';
import type { ConsoleDeps } from './console-deps.ts';
import { HOME } from '../../sign-in/return-path.ts';
import { problemPage, signedInProblemPage } from './problem-page.ts';
import { needAdmin, signedInVisit, type SignedInVisit, type Visit, visitOf } from './visit.ts';

export type VisitHandler = (deps: ConsoleDeps, visit: Visit) => Promise<Reply>;
export type SignedInHandler = (deps: ConsoleDeps, visit: SignedInVisit) => Promise<Reply>;

/** How pages are reached: by anybody, by whoever signed in, or by admins. Every post of somebody signed in must carry his form's token. */
export type Door = {
  anybody(handler: VisitHandler): RequestHandler;
  signedIn(handler: SignedInHandler): RequestHandler;
  admin(handler: SignedInHandler): RequestHandler;
};

export function createDoor(deps: ConsoleDeps): Door {
  const signedIn = (handler: SignedInHandler): RequestHandler =>
    replying(async (request) => {
      const found = await deps.signIn.signedIn(request);
      if (found === null) return toSignIn(deps, visitOf(request));
      const visit = signedInVisit(request, found);
      // A stream goes on in a tab that nobody looks at.
      if (!isStream(request)) deps.people.whereabouts.seen(found.person.id);
      return orProblem(
        async () => {
          if (request.method !== 'GET' && request.method !== 'HEAD') deps.signIn.checkForm(request, found);
          return handler(deps, visit);
        },
        (problem) => signedInProblemPage(deps.pages, visit, problem),
      );
    });
  return {
    anybody: (handler) =>
      replying((request) => {
        const visit = visitOf(request);
        return orProblem(
          () => handler(deps, visit),
          (problem) => problemPage(deps.pages, visit, problem),
        );
      }),
    signedIn,
    admin: (handler) =>
      signedIn((_, visit) => {
        needAdmin(visit);
        return handler(deps, visit);
      }),
  };
}

/** After signing in one comes back to the page; a post is not carried out later, only its page shown. */
function toSignIn({ signIn }: ConsoleDeps, { request }: Visit): Reply {
  if (isStream(request)) return nothing(401);
  return seeOther(signIn.signInUrl(request.method === 'GET' ? request.originalUrl : HOME));
}

function isStream(request: Request): boolean {
  return request.get('accept')?.includes('text/event-stream') === true;
}

async function orProblem(
  work: () => Promise<Reply>,
  page: (problem: ProblemFault['problem']) => Reply,
): Promise<Reply> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProblemFault) return page(error.problem);
    throw error;
  }
}
