/** Who looks at which case of which org; read before the components are there. */
globalThis.lightningSession = JSON.parse(document.getElementById('session').textContent);
