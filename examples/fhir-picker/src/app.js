// autocomplete-lhc as its documentation says for a FHIR server; the server is sw.js.
import { Autocompleter } from 'autocomplete-lhc';
import 'autocomplete-lhc/source/auto_completion.css';

const ICD10CM = 'http://hl7.org/fhir/sid/icd-10-cm?fhir_vs';

/** Requests of this page go through the worker once it has taken the page over. */
async function served() {
  const taken = new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }));
  await navigator.serviceWorker.register('sw.js');
  if (!navigator.serviceWorker.controller) await taken;
}

served().then(() => {
  const url = new URL(`fhir/ValueSet/$expand?url=${encodeURIComponent(ICD10CM)}`, document.baseURI).href;
  // The best hit comes first; it would be sorted by the alphabet otherwise.
  const order = { sort: false, suggestionMode: Autocompleter.NO_COMPLETION_SUGGESTIONS };
  const list = new Autocompleter.Search('diagnosis', url, { fhir: true, matchListValue: true, ...order });
  Autocompleter.Event.observeListSelections('diagnosis', () => {
    document.getElementById('code').textContent = list.getSelectedCodes().join(', ');
  });
  document.getElementById('diagnosis').disabled = false;
});
