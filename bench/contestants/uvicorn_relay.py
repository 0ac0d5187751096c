"""The same relay as FastAPI, uvicorn and httpx are usually put together: one frame a token, no log.

Run as a child: uvicorn_relay.py MODEL_BASE_URL; prints its port.
"""
import json
import os
import socket
import sys
import threading

import httpx
import uvicorn
from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()
client = httpx.AsyncClient(timeout=None, limits=httpx.Limits(max_connections=None, max_keepalive_connections=None))


@app.websocket("/ws/{session_id}")
async def relay(websocket: WebSocket, session_id: str) -> None:
    await websocket.accept()
    try:
        while True:
            message = await websocket.receive_json()
            body = {"model": message["parameters"]["model"], "stream": True, "messages": [{"role": "user", "content": message["query"]}]}
            index = 0
            async with client.stream("POST", sys.argv[1] + "/chat/completions", json=body) as response:
                async for line in response.aiter_lines():
                    if not line.startswith("data: {"):
                        continue
                    choices = json.loads(line[6:])["choices"]
                    content = choices[0]["delta"].get("content") if choices else None
                    if content:
                        await websocket.send_json({"type": "token", "content": content, "index": index})
                        index += 1
            await websocket.send_json({"type": "complete"})
    except WebSocketDisconnect:
        pass


def end_with_parent() -> None:
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    threading.Thread(target=end_with_parent, daemon=True).start()
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    config = uvicorn.Config(app, loop="uvloop", ws="websockets", ws_per_message_deflate=False, log_level="warning", backlog=1024)
    uvicorn.Server(config).run(sockets=[listener])
