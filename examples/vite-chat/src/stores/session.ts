// Who is here. The object outlives components, so it stands in a store and not in one of them.
import { JMessage } from 'jmessage-web';
import { useConnection } from 'jmessage-web/vue';
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { makeClient } from '../jmessage';
import { t } from '../texts';

const KEY = 'jmessage-vite-chat-user';
const USER_EXISTS = 882002;

export const useSession = defineStore('session', () => {
  const jim = shallowRef<JMessage>(makeClient());
  const user = ref(sessionStorage.getItem(KEY) ?? '');
  const isInside = ref(user.value !== '');
  const refusal = ref('');
  const connection = useConnection(jim);
  const isOver = computed(() => ['kicked', 'failed'].includes(connection.value.state));

  // Anyone may be anyone in this example. A real app asks for a password.
  const account = () => ({ username: user.value, password: 'secret' });

  async function logIn() {
    await jim.value.promise.login(account());
    sessionStorage.setItem(KEY, user.value);
    isInside.value = true;
  }

  async function signIn(name: string) {
    user.value = name;
    refusal.value = '';
    try {
      await jim.value.promise.register(account()).catch((error: unknown) => {
        if (!(error instanceof JMessage.Error) || error.code !== USER_EXISTS) throw error;
      });
      await logIn();
    } catch (error) {
      refusal.value = t.refused(error instanceof Error ? error.message : String(error));
      startOver();
    }
  }

  /** Whoever left leaves nothing behind: the next one has an object of their own. */
  function startOver() {
    jim.value.close();
    jim.value = makeClient();
    isInside.value = false;
    user.value = '';
    sessionStorage.removeItem(KEY);
  }

  /** Also leads back from `kicked` and `failed`, which the connection then tells. */
  const comeBack = () => logIn().catch(() => {});

  if (isInside.value) comeBack();
  return { jim, user, isInside, refusal, connection, isOver, signIn, signOut: startOver, comeBack };
});
