import { validate } from 'superbill';

/** Checks the claim in the body: `curl -d @claim.json localhost:3000/check`. */
export async function POST(request) {
  const claim = new Uint8Array(await request.arrayBuffer());
  return Response.json(validate(claim, { today: new Date().toISOString().slice(0, 10) }));
}
