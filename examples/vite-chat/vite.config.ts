import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

// The server of examples/run. A real app has one of its own for /auth; the rest is the vendor's.
const target = process.env.SERVER ?? 'http://127.0.0.1:9090';
const paths = ['/auth', '/resource', '/media'];

export default defineConfig({
  plugins: [vue()],
  server: { proxy: { ...Object.fromEntries(paths.map((path) => [path, { target, changeOrigin: true }])), '/socket.io': { target, ws: true, changeOrigin: true } } },
});
