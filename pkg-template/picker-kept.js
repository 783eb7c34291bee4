// Recently taken and favorite codes of <superbill-picker>. Where they are kept is the page's own: anything with these functions.

/** @typedef {{ list?(): object[], remember?(hit: object): void, favorites?(): object[], favor?(hit: object, on: boolean): void }} Storage */

const same = (one) => (other) => one.set === other.set && one.code === other.code;

const failed = (error) => console.error('<superbill-picker>: its storage failed.', error);

/** What a storage has; one that fails has nothing, and the field works as without one. */
function read(storage, what) {
  try {
    return [...(storage?.[what]?.() ?? [])];
  } catch (error) {
    failed(error);
    return [];
  }
}

/** Gives a storage something to keep; says whether it took it. */
export function keep(storage, what, ...given) {
  try {
    storage?.[what]?.(...given);
    return true;
  } catch (error) {
    failed(error);
    return false;
  }
}

/** Says of a hit whether it is a favorite, as the storage has it now. */
export function favoritesOf(storage) {
  const favorites = read(storage, 'favorites');
  return (hit) => favorites.some(same(hit));
}

/** What is kept, favorites first, each as the tables have it today; what `known` does not know is not offered. */
export function kept(storage, known) {
  const favorites = read(storage, 'favorites');
  const recent = read(storage, 'list').filter((hit) => !favorites.some(same(hit)));
  const today = (hits, group) => hits.flatMap((hit) => known(hit) ?? []).map((hit) => ({ ...hit, group }));
  return [...today(favorites, 'Favorites'), ...today(recent, 'Recent')];
}

/**
 * Codes kept under a name in the browser's own storage: `picker.storage = storedCodes('diagnoses')`. Of a hit its set, code and title
 * are kept, and nothing of any claim or person.
 */
export function storedCodes(name, { most = 8, place = globalThis.localStorage } = {}) {
  const read = (what) => {
    try {
      const list = JSON.parse(place.getItem(`${name}-${what}`));
      return Array.isArray(list) ? list.filter((hit) => hit && typeof hit.code === 'string') : [];
    } catch {
      return [];
    }
  };
  const write = (what, hits) => {
    try {
      place.setItem(`${name}-${what}`, JSON.stringify(hits.map(({ set, code, display }) => ({ set, code, display }))));
    } catch {
      // A storage that is full or forbidden keeps nothing, and the field works as without one.
    }
  };
  const others = (what, hit) => read(what).filter((one) => !same(hit)(one));
  return {
    list: () => read('recent'),
    remember: (hit) => write('recent', [hit, ...others('recent', hit)].slice(0, most)),
    favorites: () => read('favorites'),
    favor: (hit, on) => write('favorites', on ? [...others('favorites', hit), hit] : others('favorites', hit)),
  };
}
