import { search } from 'superbill';
import Diagnosis from './diagnosis';

/** Rendered on the server, where search answers at once; the picker comes to life in the browser. */
export default function Page() {
  const [first] = search('type 2 diab neurop');
  return (
    <main>
      <p>On the server: {first.code}</p>
      <Diagnosis />
    </main>
  );
}
